import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { cubCommand, curlCommand, shellQuote } from '#components/query/share.ts'

describe('shellQuote', () => {
  it.each(["Slug = 'a'", '$(rm -rf /)', '`id`', 'a"b', "'", '', 'two\nlines'])(
    'gives a shell exactly %j',
    (text) => {
      expect(execFileSync('sh', ['-c', `printf %s ${shellQuote(text)}`]).toString()).toBe(text)
    },
  )
})

describe('commands', () => {
  const query = { where: "Slug = 'trade-service'", data: 'spec.replicas > 2', type: 'apps/v1/Deployment' }

  it('asks curl what the grid asks', () => {
    const address = /'(http.*)'$/.exec(curlCommand('http://127.0.0.1:9090', query))?.[1] ?? ''
    const parameters = new URL(address).searchParams

    expect(parameters.get('where')).toBe(query.where)
    expect(parameters.get('where_data')).toBe(query.data)
    expect(parameters.get('resource_type')).toBe(query.type)
  })

  it('leaves out what is not asked', () => {
    expect(cubCommand({ where: '', data: '', type: '' })).toBe('cub unit list --space "*"')
  })
})
