// Classifier-free guidance in output space, and the guidance scale that the slider stands for.

/**
 * The slider is NASA's alpha; CFG runs at kappa = 1 + alpha, so that 0 is "off" for both:
 * (1 - kappa) * f(negative) + kappa * f(positive) = f(positive) + alpha * (f(positive) - f(negative))  (arXiv 2412.02687, eq. 5).
 */
export function cfgScale(alpha: number): number {
  return 1 + alpha;
}
