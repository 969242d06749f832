import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maskConfig, maskPair, secretsIn } from '#lib/config/mask/mask.ts'

const shown = (text: string) => maskConfig(text).text

/** Each has `hunter2` as its only secret. */
const documents = {
  'a TOML string': 'a = 1\npassword = "hunter2"\nport = 80\n',
  'a TOML string of several lines': 'a = 1\npassword = """\nhunter2\nhunter2"""\nport = 80\n',
  'a literal TOML string of several lines': "a = 1\napi_key = '''\nhunter2\n'''\nport = 80\n",
  'a TOML table of secrets': '[database.password]\nvalue = "hunter2"\n\n[web]\nport = 80\n',
  'an inline table': 'db = { host = "h", password = "hunter2" }\n\n[web]\nport = 80\n',
  'a dotted TOML name': 'db.password.value = "hunter2"\nport = 80\n',
  'a list of tables': '[[user]]\nname = "x"\npassword = "hunter2"\n\n[[user]]\nname = "y"\n',
  'an INI section': 'debug = on\n[smtp]\nhost = h ; note\npassword = hunter2\nport = 25\n',
  'an INI value in backquotes': '[smtp]\nhost = h\npassword = `hunter2`\n',
  'a property': 'app.name=Shop\ndb.password=hunter2\ndb.port=5432\n',
  'one property alone with a port': 'db.password=hunter2\ndb.port=5432\n',
  'a property over two lines': 'app.name = Shop\ndb.password = hunter2\\\n  hunter2\ndb.port = 5432\n',
  'a property below a secret name': 'app.name=Shop\ndb.password.value=hunter2\ndb.port=5432\n',
  'a property with a colon': 'db.port: 5432\ndb.password: hunter2\n',
  'a variable': 'PORT=8080\nDB_PASSWORD=hunter2\nHOST=h\n',
  'a variable in quotes': 'PORT=8080\nDB_PASSWORD="hunter2" # note\nHOST=h\n',
  'an exported variable': "PORT=8080\nexport DB_PASSWORD='hunter2'\nHOST=h\n",
  'a JSON document with tabs': '{\n\t"port": 80,\n\t"db": {"password": "hunter2"}\n}\n',
} as const

describe.each(Object.entries(documents))('masking %s', (_, text) => {
  it('hides the secret and nothing else', () => {
    const masked = shown(text)
    expect(masked).not.toContain('hunter2')
    const rest = (all: string) => all.split('\n').filter((line) => !/hunter2|•/.test(line))
    const kept = text.split('\n').filter((line) => !line.includes('hunter2'))
    expect(rest(masked)).toEqual(kept)
  })

  it('hides it on both sides of a change', () => {
    const { before, after } = maskPair(text, text.replaceAll('hunter2', 'correcthorse'))
    expect(`${before.text}${after.text}`).not.toMatch(/hunter2|correcthorse/)
  })

  it('recognises it elsewhere', () => {
    expect([...secretsIn(text)].join(' ')).toContain('hunter2')
  })
})

it('every line stays in its place, whatever the text is', () => {
  const line = fc.constantFrom(...Object.values(documents).flatMap((text) => text.split('\n')))
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), (lines) => {
      const text = lines.join('\n')
      expect(shown(text).split('\n')).toHaveLength(lines.length === 0 ? 1 : lines.length)
    }),
    { numRuns: 200 },
  )
})
