/** Runs in a page: tries every way in which a browser can make a server change or reveal something. */

/** Resolves with one line for each response that the page could read and each connection that opened. */
globalThis.attack = async ({ base, writes, reads, authorization }) => {
  const opened = [];
  const json = { 'content-type': 'application/json' };
  const plain = { 'content-type': 'text/plain' };

  const tryFetch = async (what, path, init) => {
    try {
      const answer = await fetch(base + path, init);
      const text = await answer.text();
      if (text !== '') opened.push(`${what} ${path} got ${answer.status} ${text.slice(0, 60)}`);
    } catch {}
  };
  const untilLoaded = (element) =>
    new Promise((settled) => {
      element.onload = () => settled('loaded');
      element.onerror = () => settled('failed');
      document.body.append(element);
    });
  const make = (name, members) => Object.assign(document.createElement(name), members);

  for (const { method, path, body } of writes) {
    await tryFetch('fetch', path, { method, headers: json, body });
    await tryFetch('simple fetch', path, { method: 'POST', headers: plain, body });
    await tryFetch('fetch with cookies', path, { method, headers: json, body, credentials: 'include' });
    await tryFetch('blind fetch', path, { method: 'POST', mode: 'no-cors', headers: plain, body });
    await tryFetch('blind fetch of JSON', path, { method: 'POST', mode: 'no-cors', headers: json, body });
    navigator.sendBeacon(base + path, body);
    navigator.sendBeacon(base + path, new Blob([body], { type: 'application/json' }));
    for (const enctype of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const frame = make('iframe', { name: `frame ${Math.floor(performance.now() * 1000)}` });
      const form = make('form', { method: 'POST', action: base + path, target: frame.name, enctype });
      // As text/plain, this sends the body, with the equals sign hidden in a member.
      form.append(make('input', { name: `${body.slice(0, -1)}, "x": "`, value: '"}' }));
      document.body.append(form);
      const loaded = untilLoaded(frame);
      await loaded;
      const submitted = new Promise((settled) => {
        frame.onload = settled;
      });
      form.submit();
      await submitted;
      if (frame.contentDocument !== null && frame.contentDocument.URL !== 'about:blank') {
        const text = frame.contentDocument.body.innerText;
        opened.push(`a form to ${path} got ${text.slice(0, 60)}`);
      }
    }
  }

  for (const path of [...reads, ...writes.map((write) => write.path)]) {
    await tryFetch('fetch', path, { headers: { authorization } });
    await tryFetch('simple fetch', path, {});
    await tryFetch('blind fetch', path, { mode: 'no-cors' });
    if ((await untilLoaded(make('img', { src: base + path }))) === 'loaded')
      opened.push(`an image of ${path}`);
    await untilLoaded(make('script', { src: base + path }));
    await untilLoaded(make('link', { rel: 'stylesheet', href: base + path }));
    const socket = new WebSocket(base.replace('http', 'ws') + path);
    const isOpen = await new Promise((settled) => {
      socket.onopen = () => settled(true);
      socket.onerror = () => settled(false);
    });
    if (isOpen) opened.push(`a WebSocket to ${path}`);
  }
  return opened;
};

/** Sends a call to the ingress as a library in a browser does, without and with a preflight request. */
globalThis.track = async ({ base, authorization, body }) => {
  const send = async (headers) => {
    const answer = await fetch(`${base}/v1/track`, { method: 'POST', headers, body });
    return [answer.status, await answer.json()];
  };
  return [
    await send({ 'content-type': 'text/plain' }),
    await send({ 'content-type': 'application/json', authorization }),
  ];
};
