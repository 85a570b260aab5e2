"""The version of training checkpoints: raised whenever weights of before cannot be read any more."""

CHECKPOINT_VERSION = 2
