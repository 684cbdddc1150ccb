'use strict';
const { randomUUID } = require('node:crypto');

const ROOT = 'https://www.googleapis.com/calendar/v3';

class Calendar {
  constructor({ token, calendarId = 'primary' }) {
    this.token = token;
    this.id = encodeURIComponent(calendarId);
  }

  async call(method, path, { query, body } = {}) {
    const url = new URL(ROOT + path);
    for (const [k, v] of Object.entries(query || {})) if (v !== undefined) url.searchParams.set(k, v);
    const res = await fetch(url, {
      method,
      headers: { authorization: `Bearer ${this.token}`, ...(body ? { 'content-type': 'application/json' } : {}) },
      body: body ? JSON.stringify(body) : undefined,
    });
    if (res.status === 401) throw new Error('the access token has expired, run "mcp-caldesk login" again');
    if (!res.ok) throw new Error(`Google Calendar: ${res.status} ${(await res.text()).slice(0, 300)}`);
    return res.status === 204 ? {} : res.json();
  }

  /** The zone chosen in the user's calendar settings; that is the one they see in the web interface. */
  async settingsZone() {
    const s = await this.call('GET', '/users/me/settings/timezone');
    return s.value;
  }

  list({ from, to, zone, q }) {
    return this.call('GET', `/calendars/${this.id}/events`, {
      query: { timeMin: from, timeMax: to, timeZone: zone, q, singleEvents: 'true', orderBy: 'startTime', maxResults: '50' },
    });
  }

  insert({ summary, start, end, zone, attendees, description }) {
    return this.call('POST', `/calendars/${this.id}/events`, {
      query: { sendUpdates: attendees && attendees.length ? 'all' : 'none' },
      body: {
        summary,
        description,
        start: { dateTime: start, timeZone: zone },
        end: { dateTime: end, timeZone: zone },
        attendees: (attendees || []).map((email) => ({ email })),
        conferenceData: undefined,
        extendedProperties: { private: { caldesk: randomUUID() } },
      },
    });
  }
}

module.exports = { Calendar };
