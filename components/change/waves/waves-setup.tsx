'use client'

import type { Waves } from '#components/change/waves/use-waves.ts'
import { WavesList } from '#components/change/waves/waves-list.tsx'
import { Select } from '#components/ui/field/select.tsx'
import { TextArea, TextField } from '#components/ui/field/text-field.tsx'
import { unarranged } from '#lib/change/waves/arrange.ts'
import type { WaveChoice } from '#lib/change/waves/choice.ts'

const rules: readonly { value: WaveChoice['rule']; label: string; description?: string }[] = [
  { value: 'none', label: 'All at once' },
  { value: 'canary', label: 'A few units first', description: 'Then the rest' },
  {
    value: 'one-each',
    label: 'One unit of each value first',
    description: 'Of each region, say; then the rest',
  },
  { value: 'column', label: 'By a column', description: 'A wave for each space, region, label …' },
  { value: 'percent', label: 'By percentages', description: '10 %, then half, then all' },
  { value: 'names', label: 'By names', description: 'A line of names for each wave' },
]

type SetupProps = {
  choice: WaveChoice
  waves: Waves
  onChange: (choice: WaveChoice) => void
  isDisabled: boolean
}

/** The rule of the waves, and the waves that it makes. */
export function WavesSetup({ choice, waves: { reading, columns }, onChange, isDisabled }: SetupProps) {
  // Another rule makes other waves, which nobody has arranged yet.
  const choose = (part: Partial<WaveChoice>) => onChange({ ...choice, ...part, arrangement: unarranged })
  return (
    <>
      <Select
        label="Waves"
        isLabelHidden
        isDisabled={isDisabled}
        options={rules}
        value={choice.rule}
        onChange={(rule) => choose({ rule })}
      />
      {(choice.rule === 'column' || choice.rule === 'one-each') && (
        <Select
          label="Column"
          isDisabled={isDisabled}
          options={columns.map(({ id, label }) => ({ value: id, label }))}
          value={choice.column}
          onChange={(column) => choose({ column })}
        />
      )}
      <RuleField choice={choice} onChange={choose} isDisabled={isDisabled} />
      {reading.kind === 'problem' && (
        <p role="status" className="text-attention text-xs">
          {reading.problem}
        </p>
      )}
      {reading.kind === 'waves' && (
        <WavesList
          waves={reading.waves}
          arrangement={choice.arrangement}
          onArrange={(arrangement) => onChange({ ...choice, arrangement })}
          isDisabled={isDisabled}
        />
      )}
    </>
  )
}

function RuleField({
  choice,
  onChange,
  isDisabled,
}: {
  choice: WaveChoice
  onChange: (part: Partial<WaveChoice>) => void
  isDisabled: boolean
}) {
  const typed = (part: 'units' | 'steps' | 'names') => ({
    value: choice[part],
    onChange: (text: string) => onChange({ [part]: text }),
    isDisabled,
  })
  switch (choice.rule) {
    case 'canary':
      return <TextField label="Units in the first wave" inputMode="numeric" {...typed('units')} />
    case 'percent':
      return (
        <TextField
          label="Up to which percentage"
          description="Of all units; the last wave ends at 100."
          {...typed('steps')}
        />
      )
    case 'names':
      return (
        <TextArea
          label="Names, a line for each wave"
          description="Parts of space/unit; * stands for anything. What no line names comes last."
          isMono
          placeholder={'prod-eu-lon\nprod-eu-* prod-us-*'}
          {...typed('names')}
        />
      )
    default:
      return null
  }
}
