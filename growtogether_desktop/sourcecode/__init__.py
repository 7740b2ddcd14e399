"""What we know of submitted code: taking it in, reading it, colouring it, finding a place again. Qt-free."""
