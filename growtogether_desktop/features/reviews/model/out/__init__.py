"""A review as a file that other programs read: Markdown, HTML, SARIF and a patch. Qt-free; the pane adds PDF."""
