"""Language: texts, refusals in words, number and date forms, similarity of texts."""
