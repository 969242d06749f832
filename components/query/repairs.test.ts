import { describe, expect, it } from 'vitest'
import { readQuery } from '#components/query/read-query.ts'
import { repairs } from '#components/query/repairs.ts'

function repairsOf(where: string, data = '') {
  const fields = { where, data, type: '' }
  const { where: read } = readQuery(fields)
  if (read.ok) throw new Error('the query is meant to be wrong')
  return repairs(fields, read.error)
}

describe('repairs', () => {
  it('moves a path of the document to the content filter', () => {
    expect(repairsOf("Slug = 'a AND b' AND spec.replicas > 2")).toContainEqual({
      label: 'Move it to the content filter',
      fields: { where: "Slug = 'a AND b'", data: 'spec.replicas > 2' },
    })
  })

  it('keeps the content filter that is there', () => {
    expect(repairsOf('spec.replicas > 2', "kind = 'Deployment'")).toContainEqual({
      label: 'Move it to the content filter',
      fields: { where: '', data: "kind = 'Deployment' AND spec.replicas > 2" },
    })
  })

  it('offers nothing that would still be wrong', () => {
    expect(repairsOf('spec.replicas >')).toEqual([])
  })
})
