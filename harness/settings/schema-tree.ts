import { z } from 'zod';
import { settingsSchema } from './settings.ts';

/** The part of JSON Schema that the settings' schema is made of. */
export interface SchemaNode {
  readonly properties?: Readonly<Record<string, SchemaNode>>;
  readonly additionalProperties?: SchemaNode | false;
  readonly propertyNames?: { readonly enum?: readonly string[] };
  readonly items?: SchemaNode;
  readonly anyOf?: readonly SchemaNode[];
  readonly oneOf?: readonly SchemaNode[];
  readonly const?: unknown;
}

/** The settings' schema as a tree that can be walked, of what a user writes. */
export function schemaTree(): SchemaNode {
  return z.toJSONSchema(settingsSchema, { io: 'input' }) as unknown as SchemaNode;
}
