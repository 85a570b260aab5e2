"""The critic: what it is shown, what it counts, and how it is read back."""

import pytest
import torch

from steeraway_training.critic import WORST, Critic, critic_loss, critic_penalty, labels_of, load_critic
from steeraway_training.held_out import is_held_out
from steeraway_training.judge_data import UNREADABLE
from steeraway_training.train_critic import ShownRenders, Trainer, save

PLAIN = {"background": "white", "hue": "natural", "quality": "clean", "style": "flat", "size": "normal", "count": "one"}


def test_labels_leave_out_what_the_picture_hides():
    labels = labels_of([7, 8], [PLAIN, PLAIN | {"quality": "pixelated", "count": "three"}], frozenset())
    assert labels.tolist() == [[7, 1], [UNREADABLE, UNREADABLE]]


def test_it_is_shown_nothing_that_is_held_out():
    renders = ShownRenders(seed=5, subjects=60)
    names, styles = renders.pictures.names, ("3d", "flat", "noto", "line art")
    for held_out in (False, True):
        picture, labels = renders.draw(64, held_out)
        read = [(names[s][0], styles[t]) for s, t in labels.tolist() if UNREADABLE not in (s, t)]
        assert picture.shape == (64, 3, 64, 64) and len(read) > 20
        assert all(is_held_out(*pair) == held_out for pair in read)


def test_only_what_is_not_shown_pulls_unless_asked_otherwise():
    torch.manual_seed(0)
    critic = Critic(3).eval().requires_grad_(False)
    labels, shown = torch.tensor([[0, 1], [2, 3]]), torch.tensor([1.0, 0.0])
    for weight, is_pulled in ((0.0, False), (0.5, True)):
        prediction = torch.zeros(2, 3, 128, 128, requires_grad=True)
        critic_penalty(critic, prediction, labels, shown, weight).backward()
        assert prediction.grad[1].abs().max() > 0 and (prediction.grad[0].abs().max() > 0) == is_pulled
    assert critic_penalty(critic, torch.zeros(1, 3, 64, 64), labels[:1], shown[:1], 0.0) == 0


def test_what_the_picture_hides_costs_nothing_and_nothing_costs_more_than_the_worst():
    critic = Critic(3).eval()
    torch.nn.init.constant_(critic.style.bias, 0)
    critic.style.bias.data[0] = 1000
    losses = critic_loss(critic, torch.zeros(2, 3, 64, 64), torch.tensor([[UNREADABLE, UNREADABLE], [UNREADABLE, 2]]))
    assert losses.tolist() == [0, WORST]


def test_it_learns_and_is_read_back_in_the_order_of_the_generators_subjects(tmp_path):
    torch.manual_seed(0)
    critic = Trainer(ShownRenders(seed=1, subjects=4), 3, tmp_path / "progress.pt").run()
    save(critic, ["a", "b", "c", "d"], tmp_path / "critic.pt")
    again = load_critic(tmp_path / "critic.pt", [["c", "see"], ["a"]])
    picture = torch.rand(2, 3, 64, 64)
    assert torch.allclose(again(picture)[0], critic(picture)[0][:, [2, 0]], atol=1e-5)
    with pytest.raises(SystemExit, match="does not know e"):
        load_critic(tmp_path / "critic.pt", [["e"]])
    (tmp_path / "cut.pt").write_bytes((tmp_path / "critic.pt").read_bytes()[:1000])
    with pytest.raises(SystemExit, match="cut short"):
        load_critic(tmp_path / "cut.pt", [["a"]])
    with pytest.raises(SystemExit, match="There is no critic"):
        load_critic(tmp_path / "none.pt", [["a"]])


class Cut(Exception):
    pass


def trained(path, cut_at: int | None = None, steps: int = 4) -> Critic:
    torch.manual_seed(0)
    trainer = Trainer(ShownRenders(seed=1, subjects=4), steps, path)
    learn = trainer.learn

    def cut_short():
        if trainer.step == cut_at:
            trainer.save()
            raise Cut
        return learn()

    trainer.learn = cut_short
    return trainer.run()


def test_a_run_that_was_stopped_goes_on_bit_for_bit(tmp_path):
    whole = trained(tmp_path / "whole.pt").state_dict()
    with pytest.raises(Cut):
        trained(tmp_path / "cut.pt", cut_at=2)
    torch.rand(7)
    resumed = trained(tmp_path / "cut.pt").state_dict()
    assert all(torch.equal(whole[name], resumed[name]) for name in whole)
    with pytest.raises(SystemExit, match="another steps"):
        trained(tmp_path / "cut.pt", steps=5)
