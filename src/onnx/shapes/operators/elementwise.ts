// Operators on each element alone, and normalisations: left out of every count of FLOPs, as in torch's counter.

import { broadcast, times, withDimension } from '../dims.ts';
import { moving, sameRule, type DimsRule, type OperatorRules } from './rule.ts';

const likeFirst: DimsRule = (_, [first]) => first?.dims;

const UNARY = sameRule(
  `Abs Cast Ceil Clip Cos CumSum Dropout Elu Erf Exp Floor Gelu Identity IsNaN LeakyRelu Log Neg Not Reciprocal Relu
   Round Sigmoid Sign Sin Softplus Sqrt Tanh Trilu LogSoftmax Softmax
   com.microsoft::BiasAdd com.microsoft::FastGelu com.microsoft::Gelu com.microsoft::QuickGelu`,
  moving(likeFirst),
);

const BINARY = sameRule(
  'Add Sub Mul Div Pow Mod Min Max And Or Equal Greater GreaterOrEqual Less LessOrEqual',
  moving((_, inputs) => inputs.map(({ dims }) => dims).reduce(broadcast, [])),
);

const NORMALIZATION = sameRule(
  `BatchNormalization GroupNormalization InstanceNormalization LayerNormalization RMSNormalization
   SimplifiedLayerNormalization com.microsoft::GroupNorm DequantizeLinear`,
  moving(likeFirst),
);

/** com.microsoft's normalisations of a sum, which is one of their outputs. */
const SKIPPING = sameRule('com.microsoft::SkipLayerNormalization com.microsoft::SkipGroupNorm', {
  dims: likeFirst,
  coversAllOutputs: true,
  multiplyAdds: 'none',
});

export const ELEMENTWISE: OperatorRules = Object.freeze({
  ...UNARY,
  ...BINARY,
  ...NORMALIZATION,
  ...SKIPPING,
  Where: moving((_, [condition, a, b]) => broadcast(broadcast(a?.dims, b?.dims), condition?.dims)),
  /** One half gates the other. */
  'com.microsoft::BiasSplitGelu': moving((_, [data]) =>
    withDimension(data?.dims, -1, times(data?.dims?.at(-1), 0.5)),
  ),
});
