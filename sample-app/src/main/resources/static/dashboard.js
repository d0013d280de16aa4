"use strict";

const element = (id) => document.getElementById(id);
const form = element("settings-form");
const result = element("settings-result");
const example = { currency: "EUR", vatPercent: 19, freeShippingFrom: 49.9 };

let last;
let edited = false;

function text(id, value) {
	const target = element(id);
	if (target.textContent !== value) {
		target.textContent = value;
	}
}

function amount(value) {
	return value.toLocaleString(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 10 });
}

function showSession(session) {
	const good = session.state === "CONNECTED";
	const bad = ["SUSPENDED", "LOST", "AUTH_FAILED", "CLOSED"].includes(session.state);
	element("session-badge").className = "badge" + (good ? " good" : "") + (bad ? " bad" : "");
	text("session-badge", "Session " + session.state);
	text("session-state", session.state);
	text("session-id", session.id);
}

function fillForm(settings) {
	for (const input of form.querySelectorAll("input")) {
		input.value = (settings ?? example)[input.name];
	}
	edited = false;
	element("discard").hidden = true;
}

function showSettings(settings, version) {
	text("settings-version", settings ? "version " + version : "");
	text("settings-current", settings
		? `${settings.currency}, ${settings.vatPercent} % VAT, free shipping from ${amount(settings.freeShippingFrom)}`
		: "None yet");
	if (!edited) {
		fillForm(settings);
	}
}

function tag(label, kind) {
	const span = document.createElement("span");
	span.className = "tag " + kind;
	span.textContent = label;
	return span;
}

function memberItem(name, state) {
	const item = document.createElement("li");
	const code = document.createElement("code");
	code.textContent = name;
	item.append(code);
	if (name === state.leaderId) {
		item.append(" ", tag("leader", "good"));
	}
	if (name === state.instance) {
		item.append(" ", tag("this instance", ""));
	}
	return item;
}

function showMembers(state) {
	text("members-count", String(state.members.length));
	element("members").replaceChildren(...state.members.map((name) => memberItem(name, state)));
}

function showReports(state) {
	text("reports", String(state.reports));
	if (state.leader) {
		text("reports-role", "run by this instance, which is the leader.");
	}
	else {
		text("reports-role", "run by this instance. " + (state.leaderId
			? `The leader is ${state.leaderId}.`
			: "The leader is unknown."));
	}
}

function changed(before, after) {
	return JSON.stringify(before) !== JSON.stringify(after);
}

function show(state) {
	document.title = (state.leader ? "★ " : "") + state.instance;
	text("instance", state.instance);
	showSession(state.session);
	if (!last || changed([last.settings, last.settingsVersion], [state.settings, state.settingsVersion])) {
		showSettings(state.settings, state.settingsVersion);
	}
	if (!last || changed([last.members, last.leaderId], [state.members, state.leaderId])) {
		showMembers(state);
	}
	showReports(state);
	last = state;
}

function showResult(message, bad) {
	result.className = bad ? "result bad" : "result";
	result.textContent = message;
}

async function poll() {
	try {
		const response = await fetch("api/state", { cache: "no-store", signal: AbortSignal.timeout(5000) });
		if (!response.ok) {
			throw new Error(`answered ${response.status}`);
		}
		show(await response.json());
		element("unreachable").hidden = true;
	}
	catch {
		element("unreachable").hidden = false;
	}
	setTimeout(poll, 1000);
}

async function save() {
	const values = new FormData(form);
	const body = JSON.stringify({
		currency: values.get("currency"),
		vatPercent: Number(values.get("vatPercent")),
		freeShippingFrom: Number(values.get("freeShippingFrom"))
	});
	const response = await fetch("api/settings", {
		method: "PUT",
		headers: { "Content-Type": "application/json" },
		body
	});
	if (response.ok) {
		edited = false;
		element("discard").hidden = true;
		showResult("Written. The watch delivers the new value.", false);
		return;
	}
	const problem = await response.json().catch(() => ({}));
	showResult(problem.detail ?? `Not written: the response status is ${response.status}.`, true);
}

form.addEventListener("input", () => {
	edited = true;
	element("discard").hidden = !(last && last.settings);
	showResult("", false);
});

form.addEventListener("submit", async (event) => {
	event.preventDefault();
	const button = form.querySelector("button[type=submit]");
	button.disabled = true;
	try {
		await save();
	}
	catch {
		showResult("Not written: this instance does not answer.", true);
	}
	finally {
		button.disabled = false;
	}
});

element("discard").addEventListener("click", () => {
	fillForm(last.settings);
	showResult("", false);
});

poll();
