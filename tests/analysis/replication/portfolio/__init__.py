"""Tests of joint plans of replication."""
