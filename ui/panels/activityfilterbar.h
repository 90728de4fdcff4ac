// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/version.h"
#include "ui/panels/dayrangeedit.h"

#include <QTimer>
#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QSpinBox;
class QToolButton;

namespace panels {

//! A moment that can be looked back to: a mark, or "since I last looked".
struct MarkChoice
{
    qint64 id = 0;
    QString text; //!< a whole line: "Since the mark “before the run”, 15:35"

    friend bool operator==(const MarkChoice &, const MarkChoice &) = default;
};

//! What is wanted of a store's versions; everything combines by *and*.
struct ActivityFilterValues
{
    enum class When { Any, Today, SinceYesterday, Week, Days, SinceMark };

    When when = When::Any;
    DayRange days = {};                //!< with Days
    qint64 mark = 0;                   //!< with SinceMark
    std::optional<core::Action> action = {};
    QString path = {};                 //!< a beginning, or with * or ? a pattern
    QString text = {};
    bool regex = false;                //!< what `text` is
    qint64 leastChange = 0;            //!< bytes
    bool redactedOnly = false;
    bool writtenHereOnly = false;

    [[nodiscard]] bool isPattern() const { return path.contains(u'*') || path.contains(u'?'); }
    friend bool operator==(const ActivityFilterValues &, const ActivityFilterValues &) = default;
};

//! The filters of *Activity*, in as many lines as they need. Typed text is announced when the person pauses, or at Enter.
class ActivityFilterBar : public QWidget
{
    Q_OBJECT
public:
    explicit ActivityFilterBar(QWidget *parent = nullptr);

    [[nodiscard]] ActivityFilterValues values() const;
    void setValues(const ActivityFilterValues &values);
    void setMarks(const QList<MarkChoice> &marks); //!< newest first; a chosen one that is gone counts as any time
    //! Whether texts can be searched, and how far: a sentence, shown below while there is a text, with a button for
    //! `action` where there is one. Without the possibility the field is off, and the sentence says why.
    void setTextSearch(bool possible, const QString &sentence, const QString &action = {});

public slots:
    void focusPath();
    void clear();

signals:
    void valuesChanged(const panels::ActivityFilterValues &values);
    void textActionRequested(); //!< the button beside the sentence about texts

private:
    void build();
    void announce();
    void followWhen();
    void fillWhen();
    void buildHint();
    void showHint();

    QComboBox *m_when;
    DayRangeEdit *m_days;
    QComboBox *m_action;
    QLineEdit *m_path;
    QLineEdit *m_text;
    QToolButton *m_regex;
    QSpinBox *m_change;
    QCheckBox *m_redacted;
    QCheckBox *m_here;
    QToolButton *m_clear;
    QWidget *m_hintRow;
    QLabel *m_hint;
    QToolButton *m_hintButton;
    QTimer m_pause;
    QList<MarkChoice> m_marks;
    ActivityFilterValues m_announced;
};

} // namespace panels
