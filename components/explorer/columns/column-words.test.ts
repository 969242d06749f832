import { expect, it } from 'vitest'
import { metadataColumns } from '#lib/rows/metadata-columns.ts'
import { findSubjects, subjects } from '#lib/where/subjects/subjects.ts'

const keys = ['Environment', 'Region', 'Continent'].map((key) => ({ name: `Space.Labels.${key}`, doc: '' }))

it.each(metadataColumns.map(({ title }) => title))(
  'the query bar finds what the column %s shows',
  (title) => {
    const [first] = findSubjects(subjects({ keys, paths: [], functions: [] }, false), title)

    expect([first?.name, ...(first?.words ?? [])].join(' ').toLowerCase()).toContain(title.toLowerCase())
  },
)
