"""The opinion map: where people stand among each other, from their votes on statements.

As pol.is draws it (Small et al., "Polis: Scaling deliberation by mapping high dimensional opinion
spaces", Recerca 26, 2021), and with what a small room needs: whether there is a structure at all.
`map.py` computes one from votes, `live.py` keeps one up to date; the other files are its steps, in
the order `ballots`, `plane`, `grouping`, `structure`, `statements`.

One sign everywhere: agree is +1, disagree −1, a pass 0, and not voted NaN.
"""
