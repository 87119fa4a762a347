"""An oTree project of one poll, as `otree startproject` lays one out."""

SESSION_CONFIGS = [{"name": "poll", "app_sequence": ["poll"], "num_demo_participants": 1}]
SESSION_CONFIG_DEFAULTS = {"real_world_currency_per_point": 1.0, "participation_fee": 0.0}
LANGUAGE_CODE = "en"
ADMIN_USERNAME = "admin"
ADMIN_PASSWORD = "not on any network"
SECRET_KEY = "not on any network"
