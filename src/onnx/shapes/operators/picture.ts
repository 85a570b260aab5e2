// Convolutions and changes of a picture's size: [B, C, H, W] (NhwcConv: [B, H, W, C]).

import { intAttribute, intsAttribute, stringAttribute } from '../../attributes.ts';
import { elementCount } from '../../dataType.ts';
import type { Node } from '../../ir.ts';
import { times, type Dims, type Known } from '../dims.ts';
import type { StaticTensor } from '../staticTensors.ts';
import { moving, sameRule, type OperatorRules, type ShapedNode } from './rule.ts';

export const PICTURE: OperatorRules = Object.freeze({
  ...sameRule('Conv com.microsoft::FusedConv', { dims: convolution, multiplyAdds: convolutionMultiplyAdds }),
  'com.microsoft::NhwcConv': { dims: channelsLast, multiplyAdds: convolutionMultiplyAdds },
  Resize: moving(resize),
  DepthToSpace: moving((node, [data]) => blocks(data?.dims, intAttribute(node, 'blocksize', undefined))),
});

/** Weights are [M, C/groups, ...kernel] (NhwcConv: [M, ...kernel, C/groups]): each output sums over all but M. */
function convolutionMultiplyAdds({ inputs: [, weights], output }: ShapedNode): number | undefined {
  return weights && elementCount(output) * elementCount(weights.slice(1));
}

function convolution(node: Node, [data, weights]: readonly StaticTensor[]): Dims {
  const [batch, , ...spatial] = data?.dims ?? [];
  if (!data?.dims) return undefined;
  return [batch, weights?.dims?.[0], ...slid(node, spatial, weights?.dims?.slice(2) ?? [])];
}

function channelsLast(node: Node, [data, weights]: readonly StaticTensor[]): Dims {
  if (!data?.dims) return undefined;
  const spatial = slid(node, data.dims.slice(1, -1), weights?.dims?.slice(1, -1) ?? []);
  return [data.dims[0], ...spatial, weights?.dims?.[0]];
}

/** How many places the kernel has along each spatial axis (onnx/docs/Operators.md, Conv). */
function slid(node: Node, spatial: readonly Known[], kernel: readonly Known[]): Known[] {
  const strides = intsAttribute(node, 'strides', []);
  const dilations = intsAttribute(node, 'dilations', []);
  const pads = intsAttribute(node, 'pads', []);
  const isSame = stringAttribute(node, 'auto_pad', 'NOTSET').startsWith('SAME');
  return spatial.map((length, axis) => {
    const size = kernel[axis];
    const stride = strides[axis] ?? 1;
    if (length === undefined || size === undefined) return undefined;
    if (isSame) return Math.ceil(length / stride);
    const padded = length + (pads[axis] ?? 0) + (pads[axis + spatial.length] ?? 0);
    return Math.floor((padded - (dilations[axis] ?? 1) * (size - 1) - 1) / stride) + 1;
  });
}

/** Inputs: data, region, scales, sizes; before opset 11 data, scales. */
function resize(node: Node, [data, ...more]: readonly StaticTensor[]): Dims {
  const dims = data?.dims;
  const isPlain =
    stringAttribute(node, 'keep_aspect_ratio_policy', 'stretch') === 'stretch' &&
    !node.attributes.has('axes');
  if (!dims || !isPlain) return undefined;
  const [scales, sizes] = node.inputs.length === 2 ? [more[0]] : more.slice(1);
  if (sizes?.values?.length) return sizes.values;
  return dims.map((length, axis) => {
    const size = times(length, scales?.values?.[axis]);
    return size === undefined ? undefined : Math.floor(size);
  });
}

/** [B, C, H, W] -> [B, C/b^2, H*b, W*b] */
function blocks(dims: Dims, block: Known): Dims {
  const [batch, channels, height, width] = dims ?? [];
  if (dims?.length !== 4) return undefined;
  const rest = channels === undefined || block === undefined ? undefined : channels / block ** 2;
  return [batch, rest, times(height, block), times(width, block)];
}
