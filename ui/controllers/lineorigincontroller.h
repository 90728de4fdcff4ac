// SPDX-FileCopyrightText: 2026 The Palimpsest authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/clock.h"
#include "session/huntrun.h"
#include "session/originrun.h"
#include "text/linefollower.h"
#include "ui/controllers/navigator.h"

#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>

namespace panels {
class EntryPanel;
}
namespace widgets {
class LineMargin;
class TextEditor;
}

namespace controllers {

class EntryController;

//! *Line Origin* of one tab: beside each line of its text, or of the old version that is shown over it, the version and age
//! in which it came in. Follows what is typed and what is saved. Reads old texts only while it is shown.
class LineOriginController : public QObject
{
    Q_OBJECT
public:
    LineOriginController(Navigator &navigator, EntryController &entry, const core::Clock &clock, QObject *parent = nullptr);
    ~LineOriginController() override;

    void setShown(bool shown);
    [[nodiscard]] bool isShown() const { return m_shown; }
    //! Why there is nothing to show; empty when there is.
    [[nodiscard]] QString whyNot() const;
    //! Why there is no change of the line where the cursor is.
    [[nodiscard]] QString whyNoChange() const;
    //! To the change with which the line where the cursor is came in.
    void goToChange();
    //! Where else the lines stood before: reads what other entries had. Only when somebody asks for it.
    void lookElsewhere();

signals:
    void stateChanged();
    //! Another entry, in which a line stood before.
    void showRequested(const controllers::Subject &subject);

private:
    //! The text that is looked at.
    struct Target
    {
        core::StoreId store;
        core::EntryId entry;
        core::VersionId version; //!< empty: the text that is edited
        QByteArray text;

        friend bool operator==(const Target &, const Target &) = default;
    };

    [[nodiscard]] std::optional<Target> target() const;
    [[nodiscard]] widgets::TextEditor &editor() const; //!< in which it is shown
    [[nodiscard]] widgets::LineMargin &margin() const;
    void update();
    void run();
    void stop();
    void showNotes();
    void showLine();
    void goTo(int line);
    void endHunt();
    [[nodiscard]] const audit::LinePlace *placeOf(int line) const; //!< elsewhere, before it came in
    [[nodiscard]] QString huntWords() const;
    void followHistory();
    void readAgain();
    [[nodiscard]] std::optional<audit::LineOrigin> originOf(int line) const; //!< from 1; nothing: not saved, or not known

    Navigator &m_navigator;
    EntryController &m_entry;
    panels::EntryPanel &m_panel;
    const core::Clock &m_clock;
    widgets::LineMargin *const m_editorMargin;
    widgets::LineMargin *const m_versionMargin;
    std::optional<Target> m_target;
    std::unique_ptr<session::OriginRun> m_run;
    session::OriginReport m_report;
    std::unique_ptr<session::HuntRun> m_hunt;
    std::optional<session::HuntReport> m_found;
    text::LineFollower m_follower;
    QList<text::LineNumber> m_lines; //!< of the target's text
    QList<int> m_sources;            //!< for each line now its line in that text; -1: not saved
    QTimer m_soon;                   //!< one look for many changes
    QTimer m_againSoon;
    QTimer m_ages;
    QList<QMetaObject::Connection> m_history;
    QString m_reason;     //!< whyNoChange() as it was told last
    bool m_shown = false;
    bool m_whole = false; //!< m_report is that of a run that came to its end
};

} // namespace controllers
