"""The language of the trade: what there is, and what people may ask for. Desktop and hub both speak it."""
