// A browser as small as can be: cookies, redirects, forms. It stops where the client takes over.

const ENTITIES = { amp: "&", lt: "<", gt: ">", quot: '"', "#34": '"', "#39": "'", "#x27": "'" };
const decode = (text) => text.replace(/&(#?\w+);/g, (all, name) => ENTITIES[name] ?? all);

function attributes(tag) {
  return Object.fromEntries(
    [...tag.matchAll(/([\w-]+)(?:="([^"]*)")?/g)].slice(1).map(([, name, value]) => [name, decode(value ?? "")]),
  );
}

/** The first form of a page: where it goes and what it carries. */
export function form(html) {
  const found = html.match(/<form[^>]*>[\s\S]*?<\/form>/i);
  if (!found) throw new Error(`no form in: ${html}`);
  const inputs = [...found[0].matchAll(/<input[^>]*>/gi)].map(([tag]) => attributes(tag));
  return {
    action: attributes(found[0].match(/<form[^>]*>/i)[0]).action,
    fields: Object.fromEntries(inputs.filter((input) => input.name).map(({ name, value }) => [name, value ?? ""])),
  };
}

export class Browser {
  #cookies = new Map();
  /** The pages that asked for something, by path. */
  asked = [];

  /** Goes to an address and signs in, consents and so on until the server sends the browser to the client. */
  async answerTo(url, { person, decision = "allow" } = {}) {
    let step = await this.#go(url);
    while (step.page !== undefined) {
      const { action, fields } = form(step.page);
      const target = new URL(action, step.url);
      if (target.origin !== step.url.origin) return { post: target, fields };
      this.asked.push(target.pathname);
      if (this.asked.length > 5) throw new Error(`going in circles: ${this.asked}`);
      const answers = "password" in fields ? person : { decision };
      step = await this.#go(target, { ...fields, ...answers });
    }
    return step.left;
  }

  /** Goes to a page where something waits for the person, and decides on it. The last page is returned. */
  async decide(url, { person, decision = "allow" }) {
    let step = await this.#go(url);
    for (let pages = 0; pages < 5; pages++) {
      const { action, fields } = form(step.page);
      const asks = "password" in fields || "user_code" in fields;
      const answers = asks ? ("password" in fields ? person : {}) : { decision };
      step = await this.#go(new URL(action, step.url), { ...fields, ...answers });
      if (!asks) return step.page;
    }
    throw new Error(`nothing to decide at ${url}`);
  }

  async #go(url, fields) {
    const origin = new URL(url).origin;
    let next = new URL(url);
    for (let hops = 0; hops < 10; hops++) {
      const response = await this.#fetch(next, fields);
      fields = undefined;
      if (response.status < 300 || response.status >= 400) return { page: await response.text(), url: next };
      next = new URL(response.headers.get("location"), next);
      if (next.origin !== origin) return { left: next };
    }
    throw new Error(`too many redirects, the last one to ${next}`);
  }

  async #fetch(url, fields) {
    const cookie = [...this.#cookies].map((pair) => pair.join("=")).join("; ");
    const response = await fetch(url, {
      method: fields ? "POST" : "GET",
      body: fields ? new URLSearchParams(fields) : undefined,
      headers: { cookie, accept: "text/html", ...(fields ? { origin: url.origin } : {}) },
      redirect: "manual",
    });
    for (const set of response.headers.getSetCookie()) {
      const [, name, value] = set.match(/^([^=]+)=([^;]*)/);
      if (value === "" || /max-age=0/i.test(set)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    return response;
  }
}
