import { describe, expect, it } from 'vitest'
import type { Json } from '#lib/base/json.ts'
import { convertedText, readAnyResources, readFormat } from '#lib/config/formats/documents.ts'
import { applyToFormat } from '#lib/config/patch/apply-format.ts'
import type { DocumentPatch } from '#lib/config/patch/patch.ts'
import { readPatch } from '#lib/config/patch/patch-value.ts'

function patched(toolchain: string, text: string, patch: DocumentPatch): string {
  const read = readPatch(patch)
  if (!read.ok) return read.error.message
  const applied = applyToFormat(text, toolchain, read.value)
  return applied.ok ? applied.value.text : applied.error.message
}

function set(toolchain: string, text: string, path: string, value: Json): string {
  return patched(toolchain, text, { kind: 'set-fields', fields: [{ path, value }] })
}

function valuesOf(toolchain: string, text: string) {
  const read = readFormat(text, toolchain)
  return read.ok ? read.value.converted : read.error
}

const server = `# The shop's settings
title = "Shop"  # shown

[server]
host = '10.0.0.1'
port = 8080 # behind the proxy
ratio = 2.0
since = 1979-05-27

  [server.tls]
  versions = [
    "1.2", # old clients
    "1.3",
  ]

[[backend]]
name = "a"
weight = 1

[[backend]]
name = "b"
limits = { cpu = 2, mem = "1Gi" }
`

describe('a TOML document', () => {
  const toml = 'AppConfig/TOML'

  it('has the values that its parser reads', () => {
    expect(valuesOf(toml, server)).toEqual({
      title: 'Shop',
      server: {
        host: '10.0.0.1',
        port: 8080,
        ratio: 2,
        since: '1979-05-27',
        tls: { versions: ['1.2', '1.3'] },
      },
      backend: [
        { name: 'a', weight: 1 },
        { name: 'b', limits: { cpu: 2, mem: '1Gi' } },
      ],
    })
  })

  it.each<[string, Json, string, string]>([
    ['server.port', 9090, 'port = 8080 #', 'port = 9090 #'],
    ['server.host', 'db', "host = '10.0.0.1'", "host = 'db'"],
    ['server.host', "o'db", "host = '10.0.0.1'", `host = "o'db"`],
    ['server.ratio', 3, 'ratio = 2.0', 'ratio = 3.0'],
    ['server.since', '2026-01-02', 'since = 1979-05-27', 'since = 2026-01-02'],
    ['server.since', 'never', 'since = 1979-05-27', 'since = "never"'],
    ['server.tls.versions.0', '1.1', '"1.2", # old', '"1.1", # old'],
    ['server.tls.versions', ['1.2', '1.3', '1.4'], '"1.3",\n', '"1.3", "1.4",\n'],
    ['backend.?name=b.limits.cpu', 4, 'cpu = 2', 'cpu = 4'],
    ['backend.?name=b.limits.disk', 'fast', '"1Gi" }', '"1Gi", disk = "fast" }'],
    ['backend.0.weight', 3, 'weight = 1', 'weight = 3'],
    ['backend.0.zone', 'z', 'weight = 1\n', 'weight = 1\nzone = "z"\n'],
    ['server.tls.min', 2, '  ]\n', '  ]\n  min = 2\n'],
    ['title2', 'x', 'shown\n', 'shown\ntitle2 = "x"\n'],
    ['server.new.level', 'debug', '"1Gi" }\n', '"1Gi" }\n\n[server.new]\nlevel = "debug"\n'],
  ])('gets %s = %j and keeps every other byte', (path, value, from, to) => {
    expect(server).toContain(from)
    expect(set(toml, server, path, value)).toBe(server.replace(from, () => to))
  })

  it.each<[string, Json, string]>([
    ['server.port', null, 'This cannot be written into a TOML document: it has no null ("port")'],
    [
      'server.tls.versions',
      ['9'],
      'This cannot be written into a TOML document: "server.tls.versions" is written over several lines',
    ],
    ['backend', [], 'This cannot be written into a TOML document: "backend" is written as tables of its own'],
  ])('refuses %s = %j', (path, value, message) => {
    expect(set(toml, server, path, value)).toContain(message)
  })

  it('takes merge patches and JSON patches', () => {
    const text = 'server: {port: 9, tls: null}\ntitle: null\n'
    const after = patched(toml, server, { kind: 'merge', text })
    expect(after).toBe(
      server
        .replace('title = "Shop"  # shown\n', '')
        .replace('8080', '9')
        .replace(/ {2}\[server\.tls\][\s\S]*? {2}\]\n/, ''),
    )
    const json =
      '[{"op":"test","path":"/server/port","value":8080},{"op":"remove","path":"/backend/1/limits/mem"}]'
    expect(patched(toml, server, { kind: 'json', text: json })).toBe(
      server.replace('{ cpu = 2, mem = "1Gi" }', '{ cpu = 2 }'),
    )
  })

  it('that is malformed is reported under its own format, with the line', () => {
    const read = readFormat('a = 1\nb = \n', toml)
    expect(read).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('This is not a TOML document'), line: 2 },
    })
  })
})

const settings = `# Settings
! of the shop
app.name = Shop
app.version=1.10
app.features.0=login
app.features.1=search
db.url : jdbc:postgresql://db\\:5432/shop
db.port=5432   # inside
db.options = a=1,\\
             b=2
`

describe('a properties file', () => {
  const properties = 'AppConfig/Properties'

  it('has typed values, levels at its dots and lists at its numbers', () => {
    expect(valuesOf(properties, settings)).toEqual({
      app: { name: 'Shop', version: 1.1, features: ['login', 'search'] },
      db: { url: 'jdbc:postgresql://db:5432/shop', port: 5432, options: 'a=1,b=2' },
    })
  })

  it.each<[string, Json, string, string]>([
    ['app.name', 'Store', '= Shop', '= Store'],
    ['app.version', 1.1, 'version=1.10', 'version=1.1'],
    ['db.port', 5433, '=5432   #', '=5433   #'],
    ['db.port', '5433', '=5432   #', '=5433   #'],
    ['db.options', 'c=\\3', 'a=1,\\\n             b=2', 'c=\\\\3'],
    ['app.features', ['login', 'search', 'cart'], '1=search\n', '1=search\napp.features.2=cart\n'],
    ['app.features', ['login'], 'app.features.1=search\n', ''],
    ['db.pool.max', 5, 'b=2\n', 'b=2\ndb.pool.max = 5\n'],
    ['app.name', ' Shop\n', '= Shop', '= \\u0020Shop\\n'],
  ])('gets %s = %j and keeps every other byte', (path, value, from, to) => {
    expect(settings).toContain(from)
    expect(set(properties, settings, path, value)).toBe(settings.replace(from, () => to))
  })

  it('keeps its line ends, also when the last line has none', () => {
    expect(set(properties, 'a=1\r\nb=2', 'c', 3)).toBe('a=1\r\nb=2\r\nc=3')
  })

  it.each<[string, Json, string]>([
    ['db.port', null, 'This cannot be written into a properties file: it has no null'],
    ['db', 'x', '"db" cannot change between a value and names below it'],
    ['app.name', 'a #b', 'there is no way to write the new value of "app.name"'],
  ])('refuses %s = %j', (path, value, message) => {
    expect(set(properties, settings, path, value)).toContain(message)
  })

  it('with a line that has no separator says where', () => {
    expect(valuesOf(properties, 'a=1\n\nnonsense\n')).toMatchObject({
      message: 'This is not a properties file: A line needs "=" or ":" between a name and its value',
      line: 3,
    })
  })
})

const services = `; top
debug = false
[database]
server = 192.168.1.1 ; primary
password = "s3 cret"
[database.pool]
max: 10
`

describe('an INI file', () => {
  const ini = 'AppConfig/INI'

  it('has sections as levels, and whole numbers and booleans', () => {
    expect(valuesOf(ini, services)).toEqual({
      debug: false,
      database: { server: '192.168.1.1', password: 's3 cret', pool: { max: 10 } },
    })
  })

  it.each<[string, Json, string, string]>([
    ['database.server', '10.0.0.2', '192.168.1.1 ;', '10.0.0.2 ;'],
    ['database.password', 'other one', '"s3 cret"', '"other one"'],
    ['database.server', 'a;b', '192.168.1.1 ;', '`a;b` ;'],
    ['database.pool.max', 20, 'max: 10', 'max: 20'],
    ['database.user', 'shop', '"s3 cret"\n', '"s3 cret"\nuser = shop\n'],
    ['debug2', true, 'debug = false\n', 'debug = false\ndebug2 = true\n'],
    ['cache.ttl', 60, 'max: 10\n', 'max: 10\n\n[cache]\nttl: 60\n'],
  ])('gets %s = %j and keeps every other byte', (path, value, from, to) => {
    expect(services).toContain(from)
    expect(set(ini, services, path, value)).toBe(services.replace(from, () => to))
  })

  it('has no lists', () => {
    expect(set(ini, services, 'database.server', ['a'])).toContain('it has no lists ("server")')
  })
})

const variables = `# Shop
PORT=8080
NAME="The shop" # shown
configHub.configName=shop
configHub.configSchema=ShopEnv
EMPTY=
`

describe('an env file', () => {
  const env = 'AppConfig/Env'

  it('has only text values, and is the resource that it names', () => {
    const read = readAnyResources(variables, env)
    expect(read.ok && read.value).toMatchObject([
      { resourceType: 'ShopEnv', resourceName: 'shop', value: { PORT: '8080', EMPTY: '' } },
    ])
  })

  it.each<[string, Json, string, string]>([
    ['PORT', 9090, 'PORT=8080', 'PORT=9090'],
    ['EMPTY', 'a b', 'EMPTY=', 'EMPTY="a b"'],
    ['EMPTY', 'a$b', 'EMPTY=', "EMPTY='a$b'"],
    ['NEW_ONE', true, 'EMPTY=\n', 'EMPTY=\nNEW_ONE=true\n'],
  ])('gets %s = %j and keeps every other byte', (path, value, from, to) => {
    expect(set(env, variables, path, value)).toBe(variables.replace(from, () => to))
  })

  it.each([
    ['A.B', 'names of variables have no dots'],
    ['A', 'there is no way to write'],
  ])('refuses what a shell could not read: %s', (path, message) => {
    expect(set(env, variables, path, 'two\nlines')).toContain(message)
  })
})

describe('text', () => {
  it('is one value beside its front matter, as in ConfigHub', () => {
    const text = '---\nconfigHub:\n  configName: motd\n---\nHello\nthere\n'
    expect(convertedText(text, 'AppConfig/Text')).toEqual({
      ok: true,
      value: 'frontMatter:\n  configHub:\n    configName: motd\ntext: |\n  Hello\n  there\n',
    })
  })
})
