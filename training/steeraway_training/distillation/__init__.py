"""The paper's own distillation (arXiv 2412.02687, section 5.3), small: a multi-step teacher, a LoRA teacher, one-step students."""
