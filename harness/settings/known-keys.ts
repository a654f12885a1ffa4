import { type SchemaNode, schemaTree } from './schema-tree.ts';

/**
 * The keys that the schema knows in the object at a path.
 *
 * @param whole the settings as written, to tell which of several shapes is meant
 */
export function knownKeys(path: readonly PropertyKey[], whole: unknown): readonly string[] {
  let nodes = [schemaTree()];
  let value = whole;
  for (const key of path) {
    nodes = shapes(nodes, value).flatMap((node) => below(node, key));
    value = (value as Record<PropertyKey, unknown> | undefined)?.[key];
  }
  return [...new Set(shapes(nodes, value).flatMap(keysOf))];
}

function shapes(nodes: readonly SchemaNode[], value: unknown): SchemaNode[] {
  return nodes.flatMap((node) => {
    const all = node.oneOf ?? node.anyOf;
    if (all === undefined) return [node];
    const fitting = all.filter((each) => fits(each, value));
    return shapes(fitting.length > 0 ? fitting : all, value);
  });
}

function fits({ properties = {} }: SchemaNode, value: unknown): boolean {
  return Object.entries(properties).every(
    ([key, { const: wanted }]) =>
      wanted === undefined || (value as Record<string, unknown> | undefined)?.[key] === wanted,
  );
}

function below(node: SchemaNode, key: PropertyKey): SchemaNode[] {
  if (typeof key === 'number') return node.items ? [node.items] : [];
  const next = node.properties?.[String(key)] ?? node.additionalProperties;
  return next ? [next] : [];
}

function keysOf(node: SchemaNode): readonly string[] {
  return node.properties ? Object.keys(node.properties) : (node.propertyNames?.enum ?? []);
}
