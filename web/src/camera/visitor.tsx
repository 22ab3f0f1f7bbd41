import { useState } from 'react';
import type { Display } from '../display/use-display.js';
import type { FlowLog } from '../flow/flow-log.js';
import type { Setting } from '../place/choose-place.js';
import { EnrolForm } from './enrol-form.js';
import { MyTill } from './my-till.js';
import { ShowMyself } from './show-myself.js';
import { useMemberCard } from './use-member-card.js';
import { useSighting } from './use-sighting.js';
import './visitor.css';

const TABS = [
  { id: 'show', title: 'Show myself' },
  { id: 'enrol', title: 'Enrol' },
  { id: 'till', title: 'My till' },
] as const;

type TabId = (typeof TABS)[number]['id'];

interface VisitorProps {
  readonly setting: Setting;
  readonly display: Display;
  readonly log: FlowLog;
}

/** All a visitor can do: step up to the booth, enrol, buy. */
export function Visitor({ setting, display, log }: VisitorProps) {
  const [tab, setTab] = useState<TabId>('show');
  const kept = useMemberCard();
  const control = useSighting(setting.place, display.state.slate, log);
  const offers = display.screen.kind === 'offers' ? display.screen.offers : [];
  return (
    <div className="visitor">
      <div className="tabs" role="tablist" aria-label="What you can do">
        {TABS.map(({ id, title }) => (
          <button key={id} type="button" role="tab" id={`tab-${id}`} aria-selected={tab === id} aria-controls="tab-panel" onClick={() => setTab(id)}>{title}</button>
        ))}
      </div>
      <div id="tab-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} className="tab-panel">
        {tab === 'show' && <ShowMyself control={control} />}
        {tab === 'enrol' && <EnrolForm kept={kept} />}
        {tab === 'till' && <MyTill store={setting.store} offers={offers} kept={kept} onPaid={() => setTab('show')} />}
      </div>
    </div>
  );
}
