/** How the documents of a toolchain are written. */
export type Format = {
  /** The name of such a document in a sentence: "a TOML document". */
  readonly name: string
  readonly kind: 'yaml' | 'json' | 'toml' | 'properties' | 'ini' | 'env' | 'text'
  /** The editor's language for highlighting. */
  readonly language: 'yaml' | 'ini' | 'plaintext'
  /** The file extension of such a document, without the dot. */
  readonly extension: string
}

const yaml: Format = { name: 'a YAML document', kind: 'yaml', language: 'yaml', extension: 'yaml' }

/** By ToolchainType (contract 4.3). */
const formats: ReadonlyMap<string, Format> = new Map<string, Format>([
  ['Kubernetes/YAML', yaml],
  ['ConfigHub/YAML', yaml],
  ['AppConfig/YAML', yaml],
  ['AppConfig/JSON', { name: 'a JSON document', kind: 'json', language: 'yaml', extension: 'json' }],
  ['AppConfig/TOML', { name: 'a TOML document', kind: 'toml', language: 'ini', extension: 'toml' }],
  [
    'AppConfig/Properties',
    { name: 'a properties file', kind: 'properties', language: 'ini', extension: 'properties' },
  ],
  ['AppConfig/INI', { name: 'an INI file', kind: 'ini', language: 'ini', extension: 'ini' }],
  ['AppConfig/Env', { name: 'an env file', kind: 'env', language: 'ini', extension: 'env' }],
  ['AppConfig/Text', { name: 'plain text', kind: 'text', language: 'plaintext', extension: 'txt' }],
])

/** Documents of an unknown toolchain are text that is compared line by line. */
export function formatOf(toolchain = 'Kubernetes/YAML'): Format {
  return formats.get(toolchain) ?? { name: toolchain, kind: 'text', language: 'plaintext', extension: 'txt' }
}

/** Whether its documents are read as YAML, as JSON is. */
export function isYamlToolchain(toolchain: string | undefined): boolean {
  const { kind } = formatOf(toolchain)
  return kind === 'yaml' || kind === 'json'
}
