#!/bin/sh
# Every kernel measurement on a machine with a GPU, unattended. Needs node 20+, node_modules and a Vulkan loader with the GPU's driver.
# Run it in the repository; results go to bench/results, and to the folder given as $1 as well.
set -eu

npm run -s bench -- --suite kernel --rounds 25 --json
npm run -s bench -- --suite kernel --rounds 25 --precision float16 --json ||
  npm run -s bench -- --suite kernel --rounds 25 --precision float16 --toggles vulkan_enable_f16_on_nvidia --json
if [ $# -gt 0 ]; then
  cp -r bench/results docs/performance.md docs/performance "$1"
fi
