"""What peers' environments run imports what isn't installed here: no test is looked for in it."""

collect_ignore_glob = ["elsewhere/*"]
