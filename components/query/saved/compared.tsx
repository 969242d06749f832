/** One thing that is saved, or what it becomes. */
export function Compared({ label, children }: { label: string; children: string }) {
  return (
    <div>
      <div className="text-muted text-xs">{label}</div>
      <div className="mono text-sm [overflow-wrap:anywhere]">{children}</div>
    </div>
  )
}
