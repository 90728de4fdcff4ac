// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#include "ui/controllers/scanmarks.h"

#include "ui/controllers/auditwords.h"
#include "ui/widgets/diffview.h"
#include "ui/widgets/texteditor.h"

#include <QTimer>

#include <algorithm>
#include <array>
#include <utility>

namespace controllers {

namespace {

using Side = widgets::DiffView::Side;

//! Follows one comparison. A child of its view.
class DiffFollower : public QObject
{
public:
    DiffFollower(ScanMarks &marks, widgets::DiffView &view) : QObject(&view), m_marks(marks), m_view(view)
    {
        connect(&view, &widgets::DiffView::textsChanged, this, &DiffFollower::look);
        connect(&view, &widgets::DiffView::ready, this, &DiffFollower::tell);
        connect(&marks, &ScanMarks::changed, this, &DiffFollower::look);
        look();
    }

    ~DiffFollower() override { abandon(); }

private:
    void abandon()
    {
        for (core::Call<session::TextScan> &call : m_calls)
            call.abandon();
        m_missing = 0;
    }

    void look()
    {
        abandon();
        m_found = {};
        m_state = ScanMarks::State::NotYet;
        m_marks.setState(m_view, m_state);
        if (!m_marks.areShown()) {
            m_view.setMarks({}, {});
            return;
        }
        for (const Side side : {Side::Old, Side::New}) {
            const QByteArray text = m_view.text(side);
            if (text.isEmpty())
                continue;
            ++m_missing;
            m_calls[size_t(side)] = m_marks.texts().look(text);
            m_calls[size_t(side)].then(this, [this, side](const core::Result<session::TextScan> &scan) {
                if (scan) {
                    m_found[size_t(side)] = m_marks.shown(*scan);
                    if (m_state != ScanMarks::State::TooLarge)
                        m_state = scan->tooLarge ? ScanMarks::State::TooLarge : ScanMarks::State::Scanned;
                }
                if (--m_missing == 0) { // both at once: what came in is not known before
                    m_view.setMarks(m_found[0], m_found[1]);
                    tell();
                    emit m_marks.looked();
                }
            });
        }
    }

    //! Before the comparison is made it shows no marks, whatever was found.
    void tell()
    {
        if (m_missing == 0 && !m_view.isBusy())
            m_marks.setState(m_view, m_state);
    }

    ScanMarks &m_marks;
    widgets::DiffView &m_view;
    std::array<core::Call<session::TextScan>, 2> m_calls;
    std::array<widgets::TextMarks, 2> m_found;
    ScanMarks::State m_state = ScanMarks::State::NotYet; //!< of what was looked at
    int m_missing = 0;
};

//! Follows one editor. A child of it.
class EditorFollower : public QObject
{
public:
    EditorFollower(ScanMarks &marks, widgets::TextEditor &editor) : QObject(&editor), m_marks(marks), m_editor(editor)
    {
        m_pause.setSingleShot(true);
        connect(&m_pause, &QTimer::timeout, this, &EditorFollower::look);
        connect(&marks, &ScanMarks::changed, this, &EditorFollower::look);
        connect(&editor, &widgets::TextEditor::byteCountChanged, this, [this] {
            m_call.abandon();
            m_marks.setState(m_editor, ScanMarks::State::NotYet);
            m_pause.start(m_editor.isModified() ? whileTyping : std::chrono::milliseconds(0));
        });
        look();
    }

    ~EditorFollower() override { m_call.abandon(); }

private:
    static constexpr std::chrono::milliseconds whileTyping{300};

    void look()
    {
        m_call.abandon();
        m_marks.setState(m_editor, ScanMarks::State::NotYet);
        const QByteArray text = m_marks.areShown() ? m_editor.bytes() : QByteArray();
        if (text.isEmpty()) {
            m_editor.setMarks({}, {});
            if (m_marks.areShown())
                m_marks.setState(m_editor, ScanMarks::State::Scanned); // there is nothing to look at
            return;
        }
        m_call = m_marks.texts().look(text);
        m_call.then(this, [this, text](const core::Result<session::TextScan> &scan) {
            if (scan && (scan->marks.isEmpty() || m_editor.bytes() == text)) {
                m_editor.setMarks(text, m_marks.shown(*scan), scan->more);
                m_marks.setState(m_editor, scan->tooLarge ? ScanMarks::State::TooLarge : ScanMarks::State::Scanned);
            }
            emit m_marks.looked();
        });
    }

    ScanMarks &m_marks;
    widgets::TextEditor &m_editor;
    QTimer m_pause;
    core::Call<session::TextScan> m_call;
};

} // namespace

ScanMarks::ScanMarks(QString ownRules, QObject *parent) : QObject(parent), m_ownRules(std::move(ownRules)) { }

ScanMarks::~ScanMarks() = default;

void ScanMarks::setShown(bool shown)
{
    if (std::exchange(m_shown, shown) != shown)
        emit changed();
}

void ScanMarks::readRules()
{
    const QByteArray before = std::exchange(m_rules, session::readRuleBook(m_ownRules)).fingerprint;
    const bool first = !std::exchange(m_read, true);
    if (!first && m_rules.fingerprint == before)
        return;
    m_texts.setScanner(m_rules.scanner);
    if (!first)
        emit changed();
}

const session::RuleBook &ScanMarks::rules()
{
    if (!m_read)
        readRules();
    return m_rules;
}

session::TextMarks &ScanMarks::texts()
{
    if (!m_read)
        readRules();
    return m_texts;
}

void ScanMarks::follow(widgets::DiffView &view)
{
    forgetWith(view);
    new DiffFollower(*this, view);
}

void ScanMarks::follow(widgets::TextEditor &editor)
{
    forgetWith(editor);
    new EditorFollower(*this, editor);
}

void ScanMarks::forgetWith(const QObject &view)
{
    connect(&view, &QObject::destroyed, this, [this](QObject *gone) { m_states.remove(gone); });
}

void ScanMarks::setState(const QObject &view, State state)
{
    State &known = m_states[&view];
    if (std::exchange(known, state) != state)
        emit stateChanged();
}

QString ScanMarks::whyNone(const QObject &view) const
{
    switch (state(view)) {
    case State::NotYet:
        return tr("This text was not looked through yet.");
    case State::TooLarge:
        return tr("This text is too large for the scan.");
    case State::Scanned:
        break;
    }
    return tr("The scan found nothing in this text.");
}

QString ScanMarks::words(const session::TextScan &scan) const
{
    constexpr qsizetype mostNamed = 12;
    QStringList lines;
    for (const widgets::TextMark &mark : shown(scan)) {
        if (!lines.contains(mark.words) && lines.size() < mostNamed)
            lines.append(mark.words);
    }
    return lines.join(u'\n');
}

widgets::TextMarks ScanMarks::shown(const session::TextScan &scan) const
{
    widgets::TextMarks marks;
    marks.reserve(scan.marks.size());
    int lastRule = -1;
    for (const audit::ScanMark &mark : scan.marks) {
        const audit::ScanRule &rule = m_texts.scanner().rules().at(mark.rule);
        const bool isHidden = rule.kind == audit::ScanKind::Hidden;
        // Several rules may know one place: a token in an assignment is one thing to look at.
        if (!marks.isEmpty() && mark.from < marks.last().from + marks.last().length && isHidden == marks.last().isDrawn) {
            widgets::TextMark &last = marks.last();
            last.length = std::max(last.from + last.length, mark.from + mark.length) - last.from;
            if (mark.rule != lastRule) { // the rules that know most stand first
                const bool first = mark.rule < lastRule;
                //: two things that the scan found at one place
                last.words = tr("%1; %2").arg(first ? ruleWords(rule) : last.words, first ? last.words : ruleWords(rule));
                lastRule = std::min(lastRule, mark.rule);
            }
            continue;
        }
        lastRule = mark.rule;
        marks.append({mark.from, mark.length, ruleWords(rule), isHidden});
    }
    return marks;
}

} // namespace controllers
