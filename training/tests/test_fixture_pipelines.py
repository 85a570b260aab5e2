"""The pure parts of the fixture pipelines: the BPE that their CLIP vocabulary is learnt with, the golden's layout, CFG."""

import pytest

pytest.importorskip("diffusers", reason="diffusers is in training/fixtures/requirements.txt only")

import numpy as np  # noqa: E402
import torch  # noqa: E402
from transformers import CLIPTokenizer  # noqa: E402

from fixtures.pipelines.clip_tokenizer import byte_letters, learn_merges, merged, vocabulary, write_clip_tokenizer  # noqa: E402
from fixtures.pipelines.goldens import Tensors  # noqa: E402
from fixtures.pipelines.sampling import Case, guided  # noqa: E402


def test_merges_are_the_most_frequent_pairs_and_ties_go_by_letters():
    assert learn_merges("aab aab b", 2) == [("a", "a"), ("aa", "b</w>")]
    assert learn_merges("cd ab", 1) == [("a", "b</w>")]


def test_overlapping_pairs_merge_from_the_left():
    assert merged(("a", "a", "a", "b</w>"), ("a", "a")) == ("aa", "a", "b</w>")


def test_letters_are_the_256_bytes_with_the_exclamation_mark_first():
    letters = byte_letters()
    assert len(set(letters)) == 256
    assert letters[0] == "!"
    assert not any(letter.isspace() for letter in letters)


def test_specials_are_the_last_ids():
    vocab = vocabulary([("a", "b</w>")])
    assert (vocab["!"], vocab["!</w>"], vocab["ab</w>"]) == (0, 256, 512)
    assert (vocab["<|startoftext|>"], vocab["<|endoftext|>"]) == (513, 514)


@pytest.mark.parametrize(("pad", "pad_id"), [("!", 0), ("<|endoftext|>", 769)])
def test_transformers_reads_the_folder_and_pads_as_the_family_does(tmp_path, pad, pad_id):
    write_clip_tokenizer(tmp_path, pad)
    tokenizer = CLIPTokenizer.from_pretrained(tmp_path)
    ids = tokenizer("A CAT", padding="max_length", truncation=True)["input_ids"]
    assert len(ids) == 77
    assert tokenizer.convert_ids_to_tokens(ids[:4]) == ["<|startoftext|>", "a</w>", "cat</w>", "<|endoftext|>"]
    assert set(ids[4:]) == {pad_id}


def test_tensors_are_found_by_their_offset_in_floats():
    tensors = Tensors()
    tensors.add("ones", torch.ones(2, 3))
    tensors.add("count", torch.arange(4).reshape(1, 4))
    floats = np.frombuffer(b"".join(tensors.parts), "<f4")
    assert tensors.entries["count"] == {"offset": 6, "dims": [1, 4]}
    assert floats[6:].tolist() == [0, 1, 2, 3]


def test_cfg_adds_the_scale_to_one():
    def predict(_latent, _timestep, text):
        return text

    assert guided(None, predict, None, None, 5.0, 2.0, Case("cfg", 1)) == 2 + 2 * (5 - 2)
    assert guided(None, predict, None, None, 5.0, 2.0, Case("cfg", 0)) == 5
    assert guided(None, predict, None, None, 5.0, 2.0, Case("none")) == 5
