import { type SchemaNode, schemaTree } from './schema-tree.ts';

/** Every path of the schema; `*` stands for a name that the user chooses. */
export function settingPaths(): readonly (readonly string[])[] {
  return pathsBelow(schemaTree());
}

function pathsBelow(node: SchemaNode): (readonly string[])[] {
  const { additionalProperties: each } = node;
  const members: [string, SchemaNode][] = [
    ...Object.entries(node.properties ?? {}),
    ...(each
      ? (node.propertyNames?.enum ?? ['*']).map((key): [string, SchemaNode] => [key, each])
      : []),
  ];
  return [
    ...members.flatMap(([key, inner]) => [
      [key],
      ...pathsBelow(inner).map((path) => [key, ...path]),
    ]),
    ...[...(node.oneOf ?? []), ...(node.anyOf ?? [])].flatMap(pathsBelow),
  ];
}
