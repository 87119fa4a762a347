"""Notebook: what a facilitator, an analyst or a learner calls and sees in JupyterLab or a script."""
