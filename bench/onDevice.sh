#!/bin/sh
# Every measurement on a machine with a GPU, unattended: bench/onDevice.sh [FOLDER [UNET.onnx]]
# Needs node 20+, node_modules and a Vulkan loader with the GPU's driver. Run it in the repository; results go to bench/results, and to
# FOLDER as well. UNET.onnx is what training/fixtures/full_size writes. A suite that fails is named, and the others go on.
set -u

failed=''
measure() {
  npm run -s bench -- "$@" --json || failed="$failed
  $*"
}

measure --suite kernel --rounds 25
measure --suite kernel --rounds 25 --precision float16
# Dawn hides float16 on NVIDIA cards under Vulkan; results with the toggle are kept apart.
measure --suite kernel --rounds 25 --precision float16 --toggles vulkan_enable_f16_on_nvidia
measure --suite frame --backend webgpu --frames 51
measure --suite load --backend webgpu --rounds 9
measure --suite moves --backend webgpu
if [ $# -gt 1 ]; then
  measure --suite frame --file "$2" --latent 64 --frames 15 --precision float32
  measure --suite frame --file "$2" --latent 64 --frames 15 --precision float16 --toggles vulkan_enable_f16_on_nvidia
fi
if [ $# -gt 0 ]; then
  cp -r bench/results docs/performance.md docs/performance "$1"
fi
if [ -n "$failed" ]; then
  echo "These did not end well:$failed" >&2
  exit 1
fi
