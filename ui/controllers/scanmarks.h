// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "session/rulebook.h"
#include "session/textmarks.h"
#include "ui/widgets/textmark.h"

#include <QHash>
#include <QObject>

namespace widgets {
class DiffView;
class TextEditor;
}

namespace controllers {

//! Shows in texts what the rules of the scan find in them. A view that is followed has its marks a moment after its text,
//! and never waits for them. Application's thread.
class ScanMarks : public QObject
{
    Q_OBJECT
public:
    //! `ownRules`: the folder of the person's own rules. Nothing is read before the first text.
    explicit ScanMarks(QString ownRules, QObject *parent = nullptr);
    ~ScanMarks() override;

    //! Whether texts show them.
    void setShown(bool shown);
    [[nodiscard]] bool areShown() const { return m_shown; }
    //! Reads the rules again; texts follow where they are others now.
    void readRules();
    [[nodiscard]] const session::RuleBook &rules();
    //! With the rules that are in force; for texts that are listed, not shown.
    [[nodiscard]] session::TextMarks &texts();

    //! Marks both texts of the view whenever it has others, until it is gone. What came in with the change stands out.
    void follow(widgets::DiffView &view);
    //! Marks its text, and again in pauses of typing.
    void follow(widgets::TextEditor &editor);

    //! How far the scan is with the text that a view shows, or with both.
    enum class State { NotYet, Scanned, TooLarge };
    [[nodiscard]] State state(const QObject &view) const { return m_states.value(&view, State::NotYet); }
    //! Why such a view shows no finding: there is none, or nobody looked.
    [[nodiscard]] QString whyNone(const QObject &view) const;
    void setState(const QObject &view, State state); //!< for those who follow

    //! A scan as a view shows it; of texts(). Words are translated; what several rules found in one place is one mark.
    [[nodiscard]] widgets::TextMarks shown(const session::TextScan &scan) const;

    //! The same in words, a line for each thing that was found.
    [[nodiscard]] QString words(const session::TextScan &scan) const;

signals:
    void changed(); //!< shown or not, or other rules
    void looked();  //!< texts() knows one more text, by what a view showed
    void stateChanged(); //!< of some view

private:
    void forgetWith(const QObject &view);

    const QString m_ownRules;
    session::RuleBook m_rules;
    session::TextMarks m_texts;
    QHash<const QObject *, State> m_states; //!< by view
    bool m_read = false;
    bool m_shown = true;
};

} // namespace controllers
