"""Makes the sample spreadsheets: synthetic people, followed for five years, written as each sender would."""
