"""One thread a test: the networks are small, and on a busy machine two threads wait for each other."""

import torch

torch.set_num_threads(1)
