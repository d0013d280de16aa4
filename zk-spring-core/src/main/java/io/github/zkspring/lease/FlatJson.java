package io.github.zkspring.lease;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * JSON as far as records of leases need it: one object of texts and whole numbers. So
 * leases work without Jackson.
 */
final class FlatJson {

	private static final String ESCAPED = "\"\\/bfnrt";

	private static final String UNESCAPED = "\"\\/\b\f\n\r\t";

	private final String text;

	private int position;

	private FlatJson(String text) {
		this.text = text;
	}

	/**
	 * Read an object.
	 * @param text the JSON
	 * @return its members, each a {@code String} or a {@code Long}
	 * @throws IllegalArgumentException when it is no such object
	 */
	static Map<String, Object> read(String text) {
		return new FlatJson(text).object();
	}

	/**
	 * Write an object.
	 * @param members its members, each a {@code String} or a number
	 * @return the JSON
	 */
	static String write(Map<String, ?> members) {
		StringBuilder json = new StringBuilder("{");
		members.forEach((name, value) -> {
			json.append((json.length() > 1) ? ", " : "");
			quote(json, name);
			json.append(": ");
			if (value instanceof Number) {
				json.append(value);
			}
			else {
				quote(json, value.toString());
			}
		});
		return json.append('}').toString();
	}

	private static void quote(StringBuilder json, String value) {
		json.append('"');
		for (char next : value.toCharArray()) {
			if (next == '"' || next == '\\') {
				json.append('\\').append(next);
			}
			else if (next < ' ' || next > '~') {
				json.append("\\u%04x".formatted((int) next));
			}
			else {
				json.append(next);
			}
		}
		json.append('"');
	}

	private Map<String, Object> object() {
		Map<String, Object> members = new LinkedHashMap<>();
		expect('{');
		if (peek() == '}') {
			this.position++;
		}
		else {
			do {
				String name = string();
				expect(':');
				members.put(name, (peek() == '"') ? string() : number());
			}
			while (next(",}") == ',');
		}
		if (peek() != 0) {
			throw malformed();
		}
		return members;
	}

	private String string() {
		expect('"');
		StringBuilder value = new StringBuilder();
		for (char next = raw(); next != '"'; next = raw()) {
			value.append((next == '\\') ? escape() : next);
		}
		return value.toString();
	}

	private char escape() {
		char next = raw();
		if (next != 'u') {
			int index = ESCAPED.indexOf(next);
			if (index < 0) {
				throw malformed();
			}
			return UNESCAPED.charAt(index);
		}
		if (this.position + 4 > this.text.length()) {
			throw malformed();
		}
		this.position += 4;
		return (char) Integer.parseInt(this.text, this.position - 4, this.position, 16);
	}

	private Long number() {
		peek();
		int begin = this.position;
		while (this.position < this.text.length() && "-0123456789".indexOf(this.text.charAt(this.position)) >= 0) {
			this.position++;
		}
		return Long.valueOf(this.text.substring(begin, this.position));
	}

	private void expect(char wanted) {
		next(String.valueOf(wanted));
	}

	private char next(String wanted) {
		char next = peek();
		if (next == 0 || wanted.indexOf(next) < 0) {
			throw malformed();
		}
		this.position++;
		return next;
	}

	private char peek() {
		while (this.position < this.text.length() && Character.isWhitespace(this.text.charAt(this.position))) {
			this.position++;
		}
		return (this.position < this.text.length()) ? this.text.charAt(this.position) : 0;
	}

	private char raw() {
		if (this.position >= this.text.length()) {
			throw malformed();
		}
		return this.text.charAt(this.position++);
	}

	private IllegalArgumentException malformed() {
		return new IllegalArgumentException("no flat JSON object, at character " + this.position);
	}

}
