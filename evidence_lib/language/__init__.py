"""What the suite knows of English: sentences, words and phrases, and small linear models over them."""
