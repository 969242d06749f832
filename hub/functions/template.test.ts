import { describe, expect, it } from 'vitest'
import { parseTemplate } from '#hub/functions/template.ts'

const scope = {
  UnitSlug: 'Trade-Service',
  UnitLabels: { tier: 'Backend' },
  Params: { verb: 'create', replicas: 3, loud: true, padded: '  x  ', list: [1] },
}

function expanded(text: string): string {
  const template = parseTemplate(text)
  if (!template.ok) return template.message
  const value = template.value.evaluate(scope)
  return value.ok ? value.value : value.message
}

describe('a template', () => {
  it.each([
    ['nothing to expand', 'nothing to expand'],
    ['{{.Params.verb}}', 'create'],
    ['{{ .UnitSlug }}:{{ .Params.replicas }}', 'Trade-Service:3'],
    ['{{.Params.loud}}', 'true'],
    ['{{.UnitLabels.tier | toLower}}', 'backend'],
    ['{{ toUpper .Params.verb }}', 'CREATE'],
    ['{{trimSpace .Params.padded}}', 'x'],
    ['{{trimSuffix .UnitSlug "-Service"}}', 'Trade'],
    ['{{trimPrefix .UnitSlug `Trade-` | toLower}}', 'service'],
    ['{{"a|b}\\n\\"" | toUpper}}', 'A|B}\n"'],
    ['a {{- .Params.verb }}  b', 'a {{- .Params.verb }}  b'.replace('a {{- .Params.verb }}', 'acreate')],
    ['a  {{- " " -}}  b', 'a b'],
  ])('%s', (text, wanted) => {
    expect(expanded(text)).toBe(wanted)
  })

  it.each([
    ['{{.Params.role}}', '.Params.role has no value'],
    ['{{.constructor}}', '.constructor has no value'],
    ['{{.Params}}', '.Params is not a single value'],
    ['{{.Params.list}}', '.Params.list is not a single value'],
    ['{{if .Params.loud}}x{{end}}', 'not understood'],
    ['{{range .Params.list}}', 'not understood'],
    ['{{}}', 'not understood'],
    ['{{.UnitSlug | .UnitSlug}}', 'not understood'],
    ['{{toUpper}}', 'not understood'],
    ['{{trimPrefix .UnitSlug}}', 'not understood'],
    ['{{.UnitSlug | toUpper | }}', 'not understood'],
    ['{{.UnitSlug', '{{ without }}'],
    ['x'.repeat(4097), 'at most 4096 characters'],
  ])('refuses %s', (text, message) => {
    expect(expanded(text)).toContain(message)
  })

  it('reports which parameters it uses', () => {
    const template = parseTemplate('{{.Params.a}} {{.UnitSlug}} {{toUpper .Params.b | trimSpace}}')
    expect(template).toMatchObject({ ok: true, value: { params: ['a', 'b'] } })
  })
})
