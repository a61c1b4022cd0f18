"""An invented agency with months of history, made through the same doors as a real one."""
