// Typed access to node attributes, with the operator's default where the node does not carry one.

import type { Attribute, AttributeKind, Graph, Node } from './ir.ts';

type Values = { readonly [A in Attribute as A['kind']]: A['value'] };

/** The attribute's value, or undefined where the node has no attribute of that name and kind. */
export function attributeValue<Kind extends AttributeKind>(
  node: Node,
  name: string,
  kind: Kind,
): Values[Kind] | undefined {
  const attribute = node.attributes.get(name);
  return attribute?.kind === kind ? (attribute.value as Values[Kind]) : undefined;
}

/** An `int` attribute as a number. Values beyond 2^53 lose digits: read those with `attributeValue`. */
export function intAttribute<Default>(node: Node, name: string, fallback: Default): number | Default {
  const value = attributeValue(node, name, 'int');
  return value === undefined ? fallback : Number(value);
}

export function intsAttribute<Default>(node: Node, name: string, fallback: Default): number[] | Default {
  return attributeValue(node, name, 'ints')?.map(Number) ?? fallback;
}

export function floatAttribute<Default>(node: Node, name: string, fallback: Default): number | Default {
  return attributeValue(node, name, 'float') ?? fallback;
}

export function stringAttribute<Default>(node: Node, name: string, fallback: Default): string | Default {
  const bytes = attributeValue(node, name, 'string');
  return bytes === undefined ? fallback : new TextDecoder().decode(bytes);
}

/** The graphs that a node carries (If's branches, Loop's body). */
export function subgraphs(node: Node): Graph[] {
  return [...node.attributes.values()].flatMap((attribute) => {
    if (attribute.kind === 'graph') return [attribute.value];
    return attribute.kind === 'graphs' ? attribute.value : [];
  });
}
