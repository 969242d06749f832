import { type RawBuilder, sql } from 'kysely'
import { formatOf, isYamlToolchain } from '#lib/config/formats/toolchain.ts'

/**
 * Which rows of `Resource` belong to a Unit of this toolchain: the same bytes have other values in another format.
 * Empty for YAML and JSON, which are read alike; plain text has no rows.
 */
export function resourceFormat(toolchain: string): string {
  return isYamlToolchain(toolchain) || formatOf(toolchain).kind === 'text' ? '' : toolchain
}

/** The same in SQL, for a column with a `ToolchainType`. */
export function resourceFormatSql(toolchain: RawBuilder<unknown>): RawBuilder<string> {
  return sql`(case when ${toolchain} ~ '/(TOML|Properties|INI|Env)$' then ${toolchain} else '' end)`
}
