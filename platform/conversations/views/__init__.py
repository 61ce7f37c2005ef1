"""The pages of messages: lists, one conversation, answers to requests, reports, settings."""
