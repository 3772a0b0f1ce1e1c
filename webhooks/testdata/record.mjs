// Writes original.jsonl: what verifyWebhook of @clerk/backend answers.
//
//	npm install @clerk/backend@3.25.0 && node record.mjs > original.jsonl
//
// {now}, {old} and {new} stand for the seconds of now, of 301 s ago and of 301 s
// from now, {sig} for the right signature, {secret} for the secret's base64.
import { createHmac } from 'node:crypto';
import { verifyWebhook } from '@clerk/backend/webhooks';

const key = 'fake signing key for these tests';
const secret = Buffer.from(key).toString('base64');
const good = { id: 'msg_fake', timestamp: '{now}', signature: '{sig}', secret: 'whsec_{secret}', body: '{"type":"user.created","data":{"id":"user_1"}}' };

const cases = [{}];
for (const timestamp of ['{now}.5', '{now}abc', '+{now}', ' {now} ', '-{now}', '{now}, {now}', '{now},5', '0x10', '1e9', 'abc', '--5', '+-5', '+', '.5', 'Infinity',
  '99999999999999999999', '-99999999999999999999', '{old}', '{new}', '2026-01-01T00:00:00Z']) cases.push({ timestamp });
for (const body of ['{"test":1}', '[]', '[{"type":"user.created"}]', 'null', ' null ', '', ' ', 'hello', '1', '"text"', 'true', '{"type":1}', '{"type":null}', '{"type":""}', '{"TYPE":"x"}',
  '{"type":"x","timestamp":"soon"}', '{"type":"x","timestamp":1.5}', '{"type":"x","timestamp":1784283185447.0}', '{"type":"x","timestamp":1e3}', '{"type":"x","timestamp":0}', '{"type":"x","timestamp":null}',
  '{"type":"x","instance_id":7}', '{"type":"x","instance_id":""}', '{"type":"x","data":null}', '{"type":"x","event_attributes":[]}', '{"object":"thing","type":"x","new":1}',
  '{"type":"x","type":"y"}', '{"type":"x"} ', '{"type":"x"}{}', '{"type":{"a":[1]},"data":"d"}', '\ufeff{"type":"x"}']) cases.push({ body });
for (const signature of ['v1,Zm9yZWlnbg== {sig}', 'v1,Zm9yZWlnbg==, {sig}', '{sig}, v1,Zm9yZWlnbg==', '{sig},{sig}', 'v2,Zm9yZWlnbg== {sig}', 'v1', 'v1,', ' {sig} ', '{sig}x', 'x{sig}']) cases.push({ signature });
for (const id of ['', ' ', 'a, b', ' msg_fake ']) cases.push({ id });
for (const s of ['', '{secret}', 'whsec_', 'whsec_====', ' whsec_{secret}\n', 'whsec_not base64!', 'whsec_Zm9yZWlnbg==']) cases.push({ secret: s });
// Without padding, which the original refuses.
cases.push({ secret: 'whsec_' + secret.replace(/=+$/, '') });

for (const change of cases) {
  const c = { ...good, ...change };
  const now = Math.floor(Date.now() / 1000);
  const fill = s => s.replaceAll('{now}', now).replaceAll('{old}', now - 301).replaceAll('{new}', now + 301);
  const timestamp = fill(c.timestamp);
  const seconds = Number.parseInt(timestamp, 10);
  const sig = 'v1,' + createHmac('sha256', key).update(`${c.id.trim()}.${seconds}.${c.body}`).digest('base64');
  const headers = new Headers();
  headers.set('svix-id', c.id);
  headers.set('svix-timestamp', timestamp);
  headers.set('svix-signature', c.signature.replaceAll('{sig}', sig));
  const out = { ...c, accepted: true };
  try {
    const event = await verifyWebhook(new Request('http://localhost/', { method: 'POST', headers, body: c.body }), { signingSecret: c.secret.replaceAll('{secret}', secret) });
    out.event = JSON.stringify(event);
  } catch (e) {
    out.accepted = false;
    out.error = e.message.replace(/^.*?: /s, '').split('\n')[0];
  }
  console.log(JSON.stringify(out));
}
