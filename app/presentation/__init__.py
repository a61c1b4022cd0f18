"""What templates need beside HTML: words, marks, cards, times. Reads values; changes nothing."""
