import { z } from 'zod'

const ColumnSource = z
  .object({
    MetadataAttribute: z.string().max(256).optional(),
    /** CEL over the extended entity, each member under its own name. */
    MetadataExpression: z.string().max(4096).optional(),
    DataPath: z
      .object({
        Path: z.string().min(1).max(1024),
        WhereResource: z
          .string()
          .max(8192)
          .optional()
          .transform((text) => text || undefined),
      })
      .optional(),
    /** CEL over one resource, `r`. */
    DataExpression: z.string().max(4096).optional(),
  })
  .refine((source) => Object.values(source).filter((value) => value !== undefined).length === 1, {
    message: 'exactly one of MetadataAttribute, MetadataExpression, DataPath and DataExpression',
  })

/** `Column` (contract 4.7). */
const Column = z
  .object({
    Name: z.string().min(1).max(128),
    ColumnType: z.enum(['MetadataAttribute', 'MetadataExpression', 'DataPath', 'DataExpression']),
    DataType: z.enum(['string', 'int', 'bool', 'uuid', 'time']).optional(),
    ColumnSource,
    GroupBy: z.boolean().optional(),
    OrderByDirection: z.enum(['ASC', 'DESC']).optional(),
  })
  .refine((column) => column.ColumnSource[column.ColumnType] !== undefined, {
    message: 'ColumnSource has to hold what ColumnType names',
    path: ['ColumnSource'],
  })

export const Columns = z.array(Column).max(100)
export type Column = z.infer<typeof Column>
