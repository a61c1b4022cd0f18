"""Forms: what a request may hold, and how it becomes the values that services take."""
