"""Tests of clbackbones: the laws that hold for every backbone, and what users fear."""
