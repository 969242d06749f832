// Columns of Views, one builder per kind (contract 4.7).

export const meta = (Name: string, MetadataAttribute: string) => ({
  Name,
  ColumnType: 'MetadataAttribute',
  ColumnSource: { MetadataAttribute },
})
export const expression = (Name: string, MetadataExpression: string) => ({
  Name,
  ColumnType: 'MetadataExpression',
  ColumnSource: { MetadataExpression },
})
export const path = (Name: string, Path: string, WhereResource?: string) => ({
  Name,
  ColumnType: 'DataPath',
  DataType: 'string',
  ColumnSource: { DataPath: { Path, ...(WhereResource === undefined ? {} : { WhereResource }) } },
})
export const data = (Name: string, DataExpression: string) => ({
  Name,
  ColumnType: 'DataExpression',
  ColumnSource: { DataExpression },
})
